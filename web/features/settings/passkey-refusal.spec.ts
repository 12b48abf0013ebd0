import { describe, expect, it } from 'vitest';
import { ApiFailure } from '@/lib/api/failure';
import { refusalOfDevice } from './passkey-refusal';

describe('the words for a passkey that was not made', () => {
  it('leave a refusal of the server to the server’s words', () => {
    expect(refusalOfDevice(ApiFailure.offline())).toBeUndefined();
  });

  it('say that the device has one already', () => {
    expect(refusalOfDevice(new DOMException('', 'InvalidStateError'))?.advice).toContain('already');
  });

  it('offer another try after a cancelled question', () => {
    expect(refusalOfDevice(new DOMException('', 'NotAllowedError'))?.advice).toContain('again');
  });

  it('send people elsewhere when the browser cannot', () => {
    expect(refusalOfDevice(new Error('WebAuthn is not supported in this browser'))?.advice).toContain('another device');
  });
});
