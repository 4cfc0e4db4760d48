import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { bootstrapSchema, CONFIG_VARIABLES } from '@wayfare/platform';
import { parse } from 'yaml';
import { z } from 'zod';

const read = (file: string): string => readFileSync(file, 'utf8');

const serviceSchema = z.object({
  image: z.string().optional(),
  build: z.object({ context: z.string(), dockerfile: z.string(), target: z.string() }).optional(),
  environment: z.record(z.string(), z.string()).default({}),
  healthcheck: z.object({ test: z.array(z.string()) }).optional(),
  depends_on: z.record(z.string(), z.object({ condition: z.literal('service_healthy') })).default({}),
  deploy: z.object({ replicas: z.int() }).optional(),
  volumes: z.array(z.string()).default([]),
});
const compose = z
  .object({ services: z.record(z.string(), serviceSchema), secrets: z.record(z.string(), z.object({ file: z.string() })) })
  .parse(parse(read('docker/compose.yaml'), { merge: true }));
const dockerfile = read('docker/Dockerfile');
const stages = dockerfile.split(/^(?=FROM )/m).slice(1);
const stage = (name: string): string =>
  stages.find((text) => text.startsWith('FROM') && text.split('\n')[0]?.endsWith(` AS ${name}`)) ?? '';

describe('docker/compose.yaml', () => {
  it('runs api and worker several times each, beside PostgreSQL and Redis', () => {
    expect(Object.keys(compose.services).sort()).toEqual(['api', 'postgres', 'proxy', 'redis', 'worker']);
    for (const name of ['api', 'worker']) expect(compose.services[name]?.deploy?.replicas).toBeGreaterThan(1);
  });

  it.each(['api', 'worker'])('tells %s only what it understands, and all that it must know', (name) => {
    const given = Object.keys(compose.services[name]?.environment ?? {});
    expect(given.filter((variable) => !CONFIG_VARIABLES.includes(variable))).toEqual([]);
    expect(given).toEqual(expect.arrayContaining(['DATABASE_URL', 'REDIS_URL', 'WAYFARE_SECRET', 'PUBLIC_URL']));
  });

  it('knows when each part is healthy, and starts nothing before what it needs is', () => {
    for (const [name, { build, healthcheck, depends_on: needs }] of Object.entries(compose.services)) {
      for (const need of Object.keys(needs)) expect(Object.keys(compose.services)).toContain(need);
      if (build) expect(stage(build.target)).toContain('HEALTHCHECK');
      else if (name !== 'proxy') expect(healthcheck?.test.length).toBeGreaterThan(1);
    }
    expect(Object.keys(compose.services.api?.depends_on ?? {})).toEqual(['postgres', 'redis']);
  });

  it('builds from files that are there', () => {
    for (const { build, volumes } of Object.values(compose.services)) {
      if (build) expect(existsSync(path.join('docker', build.context, build.dockerfile))).toBe(true);
      for (const file of volumes.map((volume) => volume.split(':')[0] ?? '').filter((source) => source.startsWith('.')))
        expect(existsSync(path.join('docker', file))).toBe(true);
    }
  });

  it('reads its secrets from the variables of the example, and a bootstrap file of the right form', () => {
    const asked = [...read('docker/compose.yaml').matchAll(/\$\{(\w+):\?/g)].map(([, name]) => name);
    const offered = [...read('docker/.env.example').matchAll(/^(\w+)=/gm)].map(([, name]) => name);
    expect(offered).toEqual(expect.arrayContaining(asked));
    expect(compose.secrets.bootstrap?.file).toBe('./bootstrap.json');
    expect(bootstrapSchema.safeParse(JSON.parse(read('docker/bootstrap.example.json'))).success).toBe(true);
  });
});

describe('docker/Dockerfile', () => {
  it('copies only what is there, and what the ignore file lets through', () => {
    const copied = [...stage('source').matchAll(/^COPY (.+) \S+$/gm)].flatMap(([, files = '']) => files.split(' '));
    const allowed = [...read('docker/Dockerfile.dockerignore').matchAll(/^!(.+)$/gm)].map(([, file]) => file);
    expect(copied.length).toBeGreaterThan(5);
    for (const file of copied) {
      expect(existsSync(file)).toBe(true);
      expect(allowed).toContain(file);
    }
  });

  it.each(['api', 'worker'])('runs %s from its bundle, as nobody special, without what only builds', (name) => {
    expect(stage('runtime')).toMatch(/^USER node$/m);
    expect(stage(name)).toMatch(/^FROM runtime AS/);
    expect(stage(name)).not.toContain('USER root');
    expect(stage(name)).toContain(`"dist/apps/${name}/main.js"`);
    expect(stage('built')).toContain(`build-node.mjs ${name}`);
    expect(stage('packages')).toContain('--omit=dev');
  });
});

describe('docs/admin/configuration.md', () => {
  it('describes every variable, and none that nothing reads', () => {
    const described = [
      ...(read('docs/admin/configuration.md')
        .split('## npm start')[0]
        ?.matchAll(/`([A-Z][A-Z_]+)`/g) ?? []),
    ].map(([, name]) => name);
    expect([...new Set(described)].sort()).toEqual([...CONFIG_VARIABLES].sort());
  });
});
