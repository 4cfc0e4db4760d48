import { create } from 'zustand';

export type ThemeChoice = 'system' | 'light' | 'dark';
export type Theme = 'light' | 'dark';

const KEY = 'wayfare.theme';
const systemDark = matchMedia('(prefers-color-scheme: dark)');

const stored = (): ThemeChoice => {
  const value = localStorage.getItem(KEY);
  return value === 'light' || value === 'dark' ? value : 'system';
};

const resolve = (choice: ThemeChoice): Theme => (choice === 'system' ? (systemDark.matches ? 'dark' : 'light') : choice);

interface ThemeState {
  readonly choice: ThemeChoice;
  readonly theme: Theme;
  choose(choice: ThemeChoice): void;
}

/** Light or dark: remembered on this machine for the first paint, and with the account for every other machine. */
export const useThemePreference = create<ThemeState>((set) => ({
  choice: stored(),
  theme: resolve(stored()),
  choose: (choice) => {
    localStorage.setItem(KEY, choice);
    set({ choice, theme: resolve(choice) });
  },
}));

const apply = ({ theme }: ThemeState): void => {
  document.documentElement.dataset['theme'] = theme;
};

/** Keeps the page and the system's own switch in step; called once, at start. */
export const followTheme = (): void => {
  apply(useThemePreference.getState());
  useThemePreference.subscribe(apply);
  systemDark.addEventListener('change', () => useThemePreference.setState(({ choice }) => ({ theme: resolve(choice) })));
};
