import { Controller, Get, Header } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { AccessTokenVerifier } from '../../access/access-token-verifier.service.ts';
import { type JsonWebKeySet, jsonWebKeySetSchema } from '../../access/public-key-set.ts';

@ApiTags('keys')
@Controller('api/auth')
export class JwksController {
  constructor(private readonly verifier: AccessTokenVerifier) {}

  @Get('.well-known/jwks.json')
  @Header('Cache-Control', 'public, max-age=300')
  @ApiOperation({ summary: 'The public keys that access tokens verify with (RFC 7517)' })
  @ApiResponse({ status: 200, standardSchema: jsonWebKeySetSchema })
  getJwks(): JsonWebKeySet {
    return this.verifier.keys.document;
  }
}
