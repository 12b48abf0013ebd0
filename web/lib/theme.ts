const themes = ['system', 'light', 'dark'] as const;

export type Theme = (typeof themes)[number];

/** A cookie, not local storage: the server renders the theme, so there is no flash and no inline script. */
export const themeCookie = 'taskyard_theme';

export function parseTheme(value: string | undefined): Theme {
  return themes.find((theme) => theme === value) ?? 'system';
}

/** Shows the theme and asks the server to store it. When that fails, the theme lasts until the next load. */
export function applyTheme(theme: Theme): void {
  document.documentElement.dataset.theme = theme;
  fetch('/theme', { method: 'PUT', body: theme, keepalive: true }).catch(() => {});
}
