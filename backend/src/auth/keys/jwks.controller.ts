import { Controller, Get, Header, HttpStatus, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type JsonWebKeySet, jsonWebKeySetSchema } from '../../platform/access/public-key-set.ts';
import { VerificationKeysService } from '../../platform/access/verification-keys.service.ts';

@ApiTags('keys')
@Controller('api/auth')
export class JwksController {
  constructor(private readonly keys: VerificationKeysService) {}

  /**
   * The next key is published hours before it signs. So a cached copy of ten minutes always has the key that is needed.
   */
  @Get('.well-known/jwks.json')
  @Header('Cache-Control', 'public, max-age=300, stale-while-revalidate=300')
  @ApiOperation({ summary: 'Get the public keys that verify access tokens (RFC 7517)' })
  @ApiResponse({ status: 200, standardSchema: jsonWebKeySetSchema })
  @ApiResponse({ status: 304, description: 'If-None-Match has the ETag of the current key set' })
  getJwks(
    @Req() { headers }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): JsonWebKeySet | undefined {
    const { document, entityTag } = this.keys.current;
    reply.header('ETag', entityTag);
    if (!matches(headers['if-none-match'], entityTag)) return document;
    reply.status(HttpStatus.NOT_MODIFIED);
    return undefined;
  }
}

/** RFC 9110, 13.1.2: weak comparison with each tag of a list, or with `*`. */
function matches(ifNoneMatch: string | undefined, entityTag: string): boolean {
  const tags = ifNoneMatch?.split(',').map((tag) => tag.trim().replace(/^W\//, '')) ?? [];
  return tags.includes(entityTag) || tags.includes('*');
}
