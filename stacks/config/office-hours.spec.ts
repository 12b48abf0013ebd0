import { describe, expect, it } from 'vitest';
import { eventBridgeCron, kubernetesCron, officeHoursPerMonth } from './office-hours.ts';

const office = { days: 'MON-FRI', from: '07:30', to: '19:00', timezone: 'Europe/Berlin' } as const;

describe('office hours', () => {
  it('are written in the cron syntax of Kubernetes and of EventBridge', () => {
    expect(kubernetesCron(office, office.from)).toBe('30 7 * * MON-FRI');
    expect(eventBridgeCron(office, office.to)).toBe('cron(0 19 ? * MON-FRI *)');
  });

  it('are counted in a month of 730 hours', () => {
    expect(officeHoursPerMonth(office)).toBe(Math.round((11.5 * 5 * 730) / 168));
    expect(officeHoursPerMonth({ ...office, days: 'MON-SUN', from: '00:00', to: '12:00' })).toBe(365);
  });
});
