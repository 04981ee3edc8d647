import { Monitor, Moon, Sun } from '../../ui/icons.ts';
import { chooseTheme, type ThemeChoice, useThemeChoice } from '../../ui/theme.ts';

const NEXT: Record<ThemeChoice, ThemeChoice> = { system: 'light', light: 'dark', dark: 'system' };
const NAMES: Record<ThemeChoice, string> = { system: 'as the system', light: 'light', dark: 'dark' };
const ICONS = { system: Monitor, light: Sun, dark: Moon };

/** Goes round: as the system, light, dark. */
export function ThemeMenu() {
  const choice = useThemeChoice();
  const Icon = ICONS[choice];
  const label = `Theme: ${NAMES[choice]}. Change to ${NAMES[NEXT[choice]]}`;
  return (
    <button
      type="button"
      className="btn ghost small icon"
      aria-label={label}
      title={label}
      onClick={() => chooseTheme(NEXT[choice])}
    >
      <Icon size={14} aria-hidden="true" />
    </button>
  );
}
