import { useState } from 'react';
import { Dialog } from '../../ui/Dialog.tsx';
import { activeHotkeys, setSingleKeys, singleKeysOn } from '../../ui/hotkeys.ts';

const written = (keys: string) => keys.replace('mod+k', 'Ctrl+K').replace('ctrl+', 'Ctrl+').split(/[ +]/);

/** Every key that works on this screen. */
export function KeysHelp({ onClose }: { onClose: () => void }) {
  const [keys] = useState(activeHotkeys);
  const [singles, setSingles] = useState(singleKeysOn);
  return (
    <Dialog label="Keyboard" className="keys-help" onClose={onClose}>
      <div className="card-head">
        <h2 className="grow">Keyboard</h2>
        <button type="button" className="btn ghost small" onClick={onClose}>
          Close <kbd>Esc</kbd>
        </button>
      </div>
      <dl>
        {keys.map((key) => (
          <div key={key.keys + key.does}>
            <dt>{key.does}</dt>
            <dd>
              {written(key.keys).map((part) => (
                <kbd key={part}>{part === ' ' ? 'Space' : part}</kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
      <label className="row sm note">
        <input
          type="checkbox"
          checked={singles}
          onChange={(event) => {
            setSingleKeys(event.target.checked);
            setSingles(event.target.checked);
          }}
        />
        Single letters are shortcuts
      </label>
    </Dialog>
  );
}
