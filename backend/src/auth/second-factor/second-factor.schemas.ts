import { z } from 'zod';
import { text } from '../../platform/http/text.schema.ts';

export const totpStateSchema = z
  .object({
    enabled: z.boolean(),
    recovery_codes_left: z.int().min(0).max(10),
  })
  .meta({ id: 'TotpState' });
export type TotpState = z.infer<typeof totpStateSchema>;

export const totpStartSchema = z
  .object({
    secret: z.string().meta({ description: 'Base32, for those who type it into their app.' }),
    uri: z.string().meta({ description: '`otpauth://…`, for a QR code that authenticator apps scan.' }),
  })
  .meta({ id: 'TotpStart' });
export type TotpStart = z.infer<typeof totpStartSchema>;

export const totpConfirmationSchema = z
  .strictObject({ code: text(1, 32).meta({ description: 'The code that the app shows now.' }) })
  .meta({ id: 'TotpConfirmation' });
export type TotpConfirmation = z.infer<typeof totpConfirmationSchema>;

export const recoveryCodesSchema = z
  .object({
    recovery_codes: z
      .array(z.string())
      .length(10)
      .meta({ description: 'Each good for one sign-in instead of a code. They are not shown again.' }),
  })
  .meta({ id: 'RecoveryCodes' });
export type RecoveryCodes = z.infer<typeof recoveryCodesSchema>;
