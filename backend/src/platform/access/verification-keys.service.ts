import type { KeyObject } from 'node:crypto';
import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { ENVIRONMENT, type Environment } from '../config/environment.ts';
import { type PublicKeySet, parsePublicKeySet } from './public-key-set.ts';
import { ReloadedFile } from './reloaded-file.ts';

/** Tokens with invented key ids must not each cause a read of the file. */
const unknownKidReloadIntervalMs = 1000;

/** The public keys of `JWT_PUBLIC_KEYS_FILE`, at most `KEYS_RELOAD_SECONDS` old. */
@Injectable()
export class VerificationKeysService implements OnModuleDestroy {
  private readonly file: ReloadedFile<PublicKeySet>;
  private readonly timer: NodeJS.Timeout;
  private nextReloadAt = 0;
  private lastReload = Promise.resolve();

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

  /** The key with that id. An unknown id reloads the file, at most once a second. */
  async find(kid: string): Promise<KeyObject | undefined> {
    const known = this.current.byKid.get(kid);
    if (known !== undefined) return known;
    if (Date.now() >= this.nextReloadAt) {
      this.nextReloadAt = Date.now() + unknownKidReloadIntervalMs;
      this.lastReload = this.reload();
    }
    // Calls during a reload wait for its result.
    await this.lastReload;
    return this.current.byKid.get(kid);
  }

  reload(): Promise<void> {
    return this.file.reload();
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }
}
