import { describe, expect, it } from 'vitest';
import { ApiFailure } from '@/lib/api/failure';
import { passkeyRefusal } from './passkey-refusal';

describe('the text for a passkey that was not created', () => {
  it('is undefined when the API refused', () => {
    expect(passkeyRefusal(ApiFailure.offline())).toBeUndefined();
  });

  it('says that the device has one already', () => {
    expect(passkeyRefusal(new DOMException('', 'InvalidStateError'))?.advice).toContain('already');
  });

  it('offers another try after a cancelled request', () => {
    expect(passkeyRefusal(new DOMException('', 'NotAllowedError'))?.advice).toContain('again');
  });

  it('suggests another device when the browser has no support', () => {
    expect(passkeyRefusal(new Error('WebAuthn is not supported in this browser'))?.advice).toContain('another device');
  });
});
