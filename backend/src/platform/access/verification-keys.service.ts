import type { KeyObject } from 'node:crypto';
import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { ENVIRONMENT, type Environment } from '../config/environment.ts';
import { type PublicKeySet, parsePublicKeySet } from './public-key-set.ts';
import { ReloadedFile } from './reloaded-file.ts';

/** Tokens with made-up key ids must not turn into a read of the file each. */
const unknownKidPauseMs = 1000;

/** The public keys as they are on disk, at most `KEYS_RELOAD_SECONDS` old. */
@Injectable()
export class VerificationKeysService implements OnModuleDestroy {
  private readonly file: ReloadedFile<PublicKeySet>;
  private readonly timer: NodeJS.Timeout;
  private mayLookAgainAt = 0;
  private lastLook = Promise.resolve();

  constructor(@Inject(ENVIRONMENT) environment: Environment) {
    this.file = new ReloadedFile({
      setting: 'JWT_PUBLIC_KEYS_FILE',
      path: environment.JWT_PUBLIC_KEYS_FILE,
      parse: parsePublicKeySet,
    });
    this.timer = setInterval(() => this.reload(), environment.KEYS_RELOAD_SECONDS * 1000).unref();
  }

  get current(): PublicKeySet {
    return this.file.current;
  }

  /** The key of that id. One that is not known is looked for on disk, at most once a second. */
  async find(kid: string): Promise<KeyObject | undefined> {
    const known = this.current.byKid.get(kid);
    if (known !== undefined) return known;
    if (Date.now() >= this.mayLookAgainAt) {
      this.mayLookAgainAt = Date.now() + unknownKidPauseMs;
      this.lastLook = this.reload();
    }
    // Those who come while somebody looks wait for what is found.
    await this.lastLook;
    return this.current.byKid.get(kid);
  }

  reload(): Promise<void> {
    return this.file.reload();
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }
}
