export const themes = ['system', 'light', 'dark'] as const;

export type Theme = (typeof themes)[number];

/** A cookie rather than local storage: the server renders the chosen theme, so there is no flash and no inline script. */
export const themeCookie = 'taskyard_theme';

export function parseTheme(value: string | undefined): Theme {
  return themes.find((theme) => theme === value) ?? 'system';
}

/** Shows the theme now and asks the server to remember it; when that fails it holds until the next load. */
export function applyTheme(theme: Theme): void {
  document.documentElement.dataset.theme = theme;
  fetch('/theme', { method: 'PUT', body: theme, keepalive: true }).catch(() => {});
}
