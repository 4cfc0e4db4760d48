import 'reflect-metadata';
import { setTimeout as pause } from 'node:timers/promises';
import { Controller, Get, Module, UseInterceptors } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createAdapter } from './fastify.js';
import { PatientInterceptor } from './patient-interceptor.js';

@Controller()
@UseInterceptors(new PatientInterceptor({ beginMs: 50, beatMs: 20 }))
class SlowController {
  @Get('soon')
  soon(): object {
    return { done: true };
  }

  @Get('late')
  async late(): Promise<object> {
    await pause(150);
    return { done: true };
  }

  @Get('broken')
  async broken(): Promise<object> {
    await pause(150);
    throw new Error('it failed after it had begun');
  }
}

@Module({ controllers: [SlowController] })
class SlowModule {}

describe('answers that take their time', () => {
  let app: NestFastifyApplication;
  let base: string;

  beforeAll(async () => {
    app = await NestFactory.create<NestFastifyApplication>(SlowModule, createAdapter(false), { logger: false });
    await app.listen(0, '127.0.0.1');
    base = await app.getUrl();
  });
  afterAll(() => app.close());

  test('one that comes soon is an answer like any other', async () => {
    const answer = await fetch(`${base}/soon`);
    expect([answer.headers.get('content-length'), await answer.text()]).toEqual(['13', '{"done":true}']);
  });

  test('one that comes late begins before it is there, and is JSON all the same', async () => {
    const answer = await fetch(`${base}/late`);
    const text = await answer.text();
    expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
    expect(text).toMatch(/^ +\{/);
    expect(JSON.parse(text)).toEqual({ done: true });
  });

  test('one that fails after it has begun is no whole answer', async () => {
    const answer = await fetch(`${base}/broken`);
    await expect(answer.text()).rejects.toThrow();
  });
});
