import { Body, Controller, Delete, Get, Header, HttpCode, Inject, Post, Res } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { ENVIRONMENT, type Environment } from '../config/environment.ts';
import { AccessTokenVerifier, type Identity } from '../http/access-token-verifier.service.ts';
import { ApiProblems } from '../http/api-problems.decorator.ts';
import { Authenticated, CurrentIdentity } from '../http/authenticated.decorator.ts';
import { type JsonWebKeySet, jsonWebKeySetSchema } from '../http/public-key-set.ts';
import { sessionCookieOf } from '../http/session-cookie.ts';
import {
  type Confirmation,
  type Credentials,
  confirmationSchema,
  credentialsSchema,
  type Login,
  loginSchema,
  type Registration,
  registerSchema,
  type Session,
  sessionSchema,
  type User,
  userSchema,
} from './auth.schemas.ts';
import { AuthService } from './auth.service.ts';
import { TokenIssuer } from './token-issuer.service.ts';

@ApiTags('auth')
@Controller('api/auth')
export class AuthController {
  constructor(
    @Inject(ENVIRONMENT) private readonly environment: Environment,
    private readonly auth: AuthService,
    private readonly issuer: TokenIssuer,
    private readonly verifier: AccessTokenVerifier,
    private readonly adapterHost: HttpAdapterHost,
  ) {}

  @Post('register')
  @ApiOperation({ summary: 'Open an account' })
  @ApiResponse({ status: 201, standardSchema: userSchema })
  @ApiProblems(409, 422)
  register(@Body({ schema: registerSchema }) registration: Registration): Promise<User> {
    return this.auth.register(registration);
  }

  @Post('login')
  @HttpCode(200)
  @ApiOperation({ summary: 'Exchange credentials for a bearer token, for API clients' })
  @ApiResponse({ status: 200, standardSchema: loginSchema })
  @ApiProblems(401, 422)
  async login(@Body({ schema: credentialsSchema }) credentials: Credentials): Promise<Login> {
    const user = await this.auth.authenticate(credentials);
    const ttl = this.environment.ACCESS_TOKEN_TTL_SECONDS;
    return { token: await this.issuer.issue(user, ttl), token_type: 'Bearer', expires_in: ttl, user };
  }

  @Post('session')
  @ApiOperation({ summary: 'Sign a browser in: the session lives in an httpOnly cookie that scripts cannot read' })
  @ApiResponse({ status: 201, standardSchema: sessionSchema })
  @ApiProblems(401, 422)
  async signIn(
    @Body({ schema: credentialsSchema }) credentials: Credentials,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Session> {
    const user = await this.auth.authenticate(credentials);
    const ttl = this.environment.SESSION_TTL_SECONDS;
    const { name, options } = sessionCookieOf(this.environment);
    const token = await this.issuer.issue(user, ttl);
    this.adapterHost.httpAdapter.setCookie(reply, name, token, { ...options, maxAge: ttl });
    return { user, expires_at: new Date(Date.now() + ttl * 1000).toISOString() };
  }

  @Delete('session')
  @HttpCode(204)
  @ApiOperation({ summary: 'Sign a browser out' })
  @ApiResponse({ status: 204, description: 'Signed out, also when nobody was signed in' })
  signOut(@Res({ passthrough: true }) reply: FastifyReply): void {
    const { name, options } = sessionCookieOf(this.environment);
    this.adapterHost.httpAdapter.clearCookie(reply, name, options);
  }

  @Get('me')
  @Authenticated()
  @ApiOperation({ summary: 'Who is signed in' })
  @ApiResponse({ status: 200, standardSchema: userSchema })
  getMe(@CurrentIdentity() identity: Identity): Promise<User> {
    return this.auth.find(identity.id);
  }

  @Delete('me')
  @HttpCode(204)
  @Authenticated()
  @ApiOperation({ summary: 'Close the account and delete everything in it, confirmed by the password' })
  @ApiResponse({ status: 204, description: 'The account is gone, and the session with it' })
  @ApiProblems(403, 422)
  async removeMe(
    @CurrentIdentity() identity: Identity,
    @Body({ schema: confirmationSchema }) { password }: Confirmation,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    await this.auth.remove(identity.id, password);
    this.signOut(reply);
  }

  @Get('.well-known/jwks.json')
  @Header('Cache-Control', 'public, max-age=300')
  @ApiOperation({ summary: 'The public keys that access tokens verify with (RFC 7517)' })
  @ApiResponse({ status: 200, standardSchema: jsonWebKeySetSchema })
  getJwks(): JsonWebKeySet {
    return this.verifier.keys.document;
  }
}
