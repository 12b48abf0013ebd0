/** Asks the server to remember a preference, so that it renders with it. When that fails, nothing is remembered. */
export function storePreference(name: 'sort' | 'time-zone', value: string): void {
  fetch(`/preferences/${name}`, { method: 'PUT', body: value, keepalive: true }).catch(() => {});
}
