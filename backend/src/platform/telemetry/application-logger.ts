import { Injectable } from '@nestjs/common';
import { Logger } from 'nestjs-pino';

/** Nest logs every module and route that it sets up, which helps only to debug the start. */
const startUpContexts = new Set([
  'NestFactory',
  'InstanceLoader',
  'RoutesResolver',
  'RouterExplorer',
  'NestApplication',
]);

/** Nest's logger, with pino as its output. */
@Injectable()
export class ApplicationLogger extends Logger {
  override log(message: unknown, ...optional: unknown[]): void {
    if (startUpContexts.has(String(optional.at(-1)))) this.debug(message, ...optional);
    else super.log(message, ...optional);
  }
}
