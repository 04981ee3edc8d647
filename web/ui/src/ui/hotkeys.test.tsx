import { render } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, it, vi } from 'vitest';
import { setSingleKeys, useHotkeys } from './hotkeys.ts';

function Keys({ run }: { run: (name: string) => void }) {
  useHotkeys([
    { keys: 'g d', does: 'Go', run: () => run('go') },
    { keys: 'r', does: 'Refresh', run: () => run('refresh') },
    { keys: 'ctrl+Enter', does: 'Run', run: () => run('run'), inInputs: true },
  ]);
  return <input aria-label="text" />;
}

afterEach(() => setSingleKeys(true));

it('should hear sequences and single letters outside inputs only', async () => {
  const run = vi.fn();
  const { getByLabelText } = render(<Keys run={run} />);
  const user = userEvent.setup();
  await user.keyboard('gd');
  await user.keyboard('r');
  expect(run.mock.calls.flat()).toEqual(['go', 'refresh']);
  await user.type(getByLabelText('text'), 'r');
  expect(run).toHaveBeenCalledTimes(2);
  await user.keyboard('{Control>}{Enter}{/Control}');
  expect(run).toHaveBeenLastCalledWith('run');
});

it('should leave single letters alone when they are turned off', async () => {
  const run = vi.fn();
  render(<Keys run={run} />);
  setSingleKeys(false);
  await userEvent.keyboard('r');
  expect(run).not.toHaveBeenCalled();
});
