import { Injectable } from '@nestjs/common';
import { Logger } from 'nestjs-pino';

/** Nest's report of every module and route it sets up: of interest to who debugs the start alone. */
const startUpReport = new Set(['NestFactory', 'InstanceLoader', 'RoutesResolver', 'RouterExplorer', 'NestApplication']);

/** Nest's logger, written by pino. */
@Injectable()
export class ApplicationLogger extends Logger {
  override log(message: unknown, ...optional: unknown[]): void {
    if (startUpReport.has(String(optional.at(-1)))) this.debug(message, ...optional);
    else super.log(message, ...optional);
  }
}
