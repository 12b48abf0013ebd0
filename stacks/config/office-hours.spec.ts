import { describe, expect, it } from 'vitest';
import { awakeHours, eventBridgeCron, kubernetesCron } from './office-hours.ts';

const office = { days: 'MON-FRI', from: '07:30', to: '19:00', timezone: 'Europe/Berlin' } as const;

describe('working hours', () => {
  it('are written for Kubernetes and for EventBridge, each in its own way', () => {
    expect(kubernetesCron(office, office.from)).toBe('30 7 * * MON-FRI');
    expect(eventBridgeCron(office, office.to)).toBe('cron(0 19 ? * MON-FRI *)');
  });

  it('are their share of a month of 730 hours', () => {
    expect(awakeHours(office)).toBe(Math.round((11.5 * 5 * 730) / 168));
    expect(awakeHours({ ...office, days: 'MON-SUN', from: '00:00', to: '12:00' })).toBe(365);
  });
});
