import { Inject, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { Repository } from 'typeorm';
import { z } from 'zod';
import { ENVIRONMENT, type Environment } from '../../platform/config/environment.ts';
import { insertRow } from '../../platform/database/insert-row.ts';
import { violatesUnique } from '../../platform/database/mysql-error.ts';
import { UserEntity } from '../accounts/user.entity.ts';
import { AuditLogService } from '../audit/audit-log.service.ts';
import { PasswordHasherService } from '../passwords/password-hasher.service.ts';

const hint = 'Choose another INITIAL_ADMIN_USERNAME or INITIAL_ADMIN_EMAIL, or unset INITIAL_ADMIN_PASSWORD.';

/**
 * Makes the first admin of an installation, whose password an operator chose. Where there is an admin already, it does
 * nothing: one who was renamed or deleted does not come back with the old password.
 */
@Injectable()
export class InitialAdminService implements OnApplicationBootstrap {
  private readonly logger = new Logger(InitialAdminService.name);

  constructor(
    @Inject(ENVIRONMENT) private readonly environment: Environment,
    @InjectRepository(UserEntity) private readonly users: Repository<UserEntity>,
    private readonly passwords: PasswordHasherService,
    private readonly audit: AuditLogService,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const { INITIAL_ADMIN_USERNAME: username, INITIAL_ADMIN_PASSWORD: password } = this.environment;
    if (password === undefined || (await this.users.existsBy({ role: 'admin' }))) return;
    const email = initialAdminEmail(this.environment);
    const hash = await this.passwords.hash(password);
    try {
      await this.insert({ username, email, password: hash });
    } catch (error) {
      if (!violatesUnique(error, 'uq_users_username') && !violatesUnique(error, 'uq_users_email')) throw error;
      // Another replica may just have made it. Anybody else who has the name keeps it, and stays who they are: they may
      // have registered it to be promoted here.
      if (await this.users.existsBy({ role: 'admin' })) return;
      this.logger.warn(`There is no admin, and the account meant for one is somebody's already. ${hint}`);
    }
  }

  private async insert(values: Pick<UserEntity, 'username' | 'email' | 'password'>): Promise<void> {
    await this.users.manager.transaction(async (transaction) => {
      const { id } = await insertRow(transaction.getRepository(UserEntity), {
        ...values,
        role: 'admin',
        disabled_at: null,
        must_change_password: true,
        email_verified_at: null,
        second_factor_at: null,
        created_at: new Date(),
      });
      await this.audit.record({ action: 'admin.created', actorId: null, subjectId: id }, transaction);
    });
  }
}

type Settings = Pick<Environment, 'INITIAL_ADMIN_USERNAME' | 'INITIAL_ADMIN_EMAIL' | 'PUBLIC_ORIGIN'>;

/** The address that was set; else one at the site's host, or, where mail has no such host, at none that can exist. */
export function initialAdminEmail(settings: Settings): string {
  const { INITIAL_ADMIN_USERNAME: username, INITIAL_ADMIN_EMAIL: email, PUBLIC_ORIGIN } = settings;
  if (email !== undefined) return email;
  const atHost = `${username}@${new URL(PUBLIC_ORIGIN).hostname}`;
  return z.email().max(100).safeParse(atHost).success ? atHost : `${username}@example.invalid`;
}
