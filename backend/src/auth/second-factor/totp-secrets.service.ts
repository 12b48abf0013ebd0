import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { type EntityManager, IsNull, LessThan, Not, type Repository } from 'typeorm';
import { ENVIRONMENT, type Environment } from '../../platform/config/environment.ts';
import { stepOfCode, totpSecretBytes } from './one-time-code.ts';
import { SecretBox } from './secret-box.ts';
import { TotpSecretEntity } from './totp-secret.entity.ts';

/** Stores the secrets of authenticator apps, encrypted, and checks codes against them. */
@Injectable()
export class TotpSecretsService {
  private readonly box: SecretBox;

  constructor(
    @Inject(ENVIRONMENT) environment: Environment,
    @InjectRepository(TotpSecretEntity) private readonly secrets: Repository<TotpSecretEntity>,
  ) {
    this.box = new SecretBox(environment.ENCRYPTION_KEY ?? '', 'taskyard totp secrets');
  }

  /**
   * Creates an unconfirmed secret, which replaces the user's previous one. Signing in does not ask for its codes yet.
   */
  async renew(userId: number, manager: EntityManager): Promise<Buffer> {
    const secret = randomBytes(totpSecretBytes);
    const row = {
      user_id: userId,
      secret: this.box.seal(secret, String(userId)),
      confirmed_at: null,
      last_step: 0,
      created_at: new Date(),
    };
    await manager.upsert(TotpSecretEntity, row, ['user_id']);
    return secret;
  }

  /**
   * Uses a code up.
   * @returns whether it belongs to a confirmed secret and to a later time step than the last used code
   */
  async use(userId: number, code: string): Promise<boolean> {
    const row = await this.secrets.findOneBy({ user_id: userId, confirmed_at: Not(IsNull()) });
    return row !== null && this.take(row, code, {}, this.secrets.manager);
  }

  /**
   * Confirms a secret with its first code.
   * @returns undefined when there is no unconfirmed secret, else whether the code was right
   */
  async confirm(userId: number, code: string, manager: EntityManager): Promise<boolean | undefined> {
    const row = await manager.findOneBy(TotpSecretEntity, { user_id: userId, confirmed_at: IsNull() });
    return row === null ? undefined : this.take(row, code, { confirmed_at: new Date() }, manager);
  }

  async remove(userId: number, manager: EntityManager): Promise<void> {
    await manager.delete(TotpSecretEntity, { user_id: userId });
  }

  private async take(
    { user_id, secret }: TotpSecretEntity,
    typed: string,
    changes: Pick<Partial<TotpSecretEntity>, 'confirmed_at'>,
    manager: EntityManager,
  ): Promise<boolean> {
    // Apps show the digits in two groups, and users may type the space.
    const code = typed.replace(/\s/g, '');
    if (!/^\d{6}$/.test(code)) return false;
    const step = stepOfCode(this.reveal(secret, user_id), code);
    if (step === undefined) return false;
    // If several requests bring the same code, on any replica, the condition lets only one of them use it.
    const { affected } = await manager.update(
      TotpSecretEntity,
      { user_id, secret, last_step: LessThan(step) },
      { ...changes, last_step: step },
    );
    return affected === 1;
  }

  private reveal(box: Buffer, userId: number): Buffer {
    try {
      return this.box.open(box, String(userId));
    } catch (cause) {
      throw new Error('Could not decrypt the secret of an authenticator app. Was ENCRYPTION_KEY changed?', { cause });
    }
  }
}
