import { createServer } from 'node:http';
import { AppError } from '@wayfare/kernel';
import { whenFileEnds } from '@wayfare/platform/testing';
import { isPublicAddress, Outgoing, resolveAddress } from './outgoing.js';

const listening = await new Promise<{ port: number; asked: string[] }>((resolve) => {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    if (request.url === '/away') response.writeHead(302, { location: 'http://169.254.169.254/' }).end();
    else response.end('x'.repeat(100));
  }).listen(0, '127.0.0.1', () => {
    const address = server.address();
    resolve({ port: address && typeof address === 'object' ? address.port : 0, asked });
  });
  whenFileEnds(async () => server.close());
});

const guarded = new Outgoing({ allowPrivate: false });
const open = new Outgoing({ allowPrivate: true });
whenFileEnds(() => Promise.all([guarded.close(), open.close()]));

describe('isPublicAddress', () => {
  it.each(['8.8.8.8', '2606:4700::1111'])('%s is public', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  it.each([
    '127.0.0.1',
    '10.1.2.3',
    '192.168.0.1',
    '172.16.0.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '224.0.0.1',
    '255.255.255.255',
    '::1',
    '::',
    'fe80::1',
    'fc00::1',
    '::ffff:127.0.0.1',
    '::ffff:10.0.0.1',
    '64:ff9b::7f00:1',
    'not an address',
  ])('%s is not', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });
});

describe('resolveAddress', () => {
  it.each(['127.0.0.1', 'localhost', '2130706433', '169.254.169.254'])(
    'does not say where %s is, unless an admin allowed it',
    async (host) => {
      await expect(resolveAddress(host, { allowPrivate: false })).rejects.toMatchObject({ code: 'address_refused' });
      expect(isPublicAddress(await resolveAddress(host, { allowPrivate: true }))).toBe(false);
    },
  );

  it('says what is public', async () => {
    expect(await resolveAddress('8.8.8.8', { allowPrivate: false })).toBe('8.8.8.8');
  });
});

describe('Outgoing', () => {
  it.each(['127.0.0.1', 'localhost', '[::1]', '2130706433', '0x7f.1'])('does not open a connection to %s', async (host) => {
    const before = listening.asked.length;
    const failure = await guarded.send(`http://${host}:${listening.port}/`, { method: 'GET' }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(AppError);
    expect(failure).toMatchObject({ code: 'address_refused', status: 422 });
    expect(listening.asked.length).toBe(before);
  });

  it('calls a private address where the admin allowed it, and cuts what is too long', async () => {
    const answer = await open.send(`http://127.0.0.1:${listening.port}/hook`, { method: 'POST', body: '{}', maxBytes: 10 });
    expect(answer).toMatchObject({ status: 200, text: 'xxxxxxxxxx' });
    expect(listening.asked).toContain('POST /hook');
  });

  it('gives a redirect back and does not follow it', async () => {
    expect(await open.send(`http://127.0.0.1:${listening.port}/away`, { method: 'GET' })).toMatchObject({ status: 302 });
  });

  it.each(['ftp://example.com/', 'file:///etc/passwd', 'nonsense'])('refuses %s', async (url) => {
    await expect(open.send(url, { method: 'GET' })).rejects.toMatchObject({ code: 'bad_address' });
  });
});
