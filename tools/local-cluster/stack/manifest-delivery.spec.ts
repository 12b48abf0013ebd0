import { expect, it } from 'vitest';
import { withValue } from './manifest-delivery.ts';

it('sets a nested value and keeps its neighbours', () => {
  const values = { images: { backend: 'a:1', web: 'b:1' }, protected: false };
  expect(withValue(values, ['images', 'backend'], 'a:2')).toEqual({
    images: { backend: 'a:2', web: 'b:1' },
    protected: false,
  });
  expect(withValue(values, ['cluster', 'metricsServer'], false)).toMatchObject({ cluster: { metricsServer: false } });
  expect(values.images.backend).toBe('a:1');
});
