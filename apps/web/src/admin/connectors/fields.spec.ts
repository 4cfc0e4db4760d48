import { inputOf, isReady, SECTIONS, valuesOf } from './fields.js';

describe('the form of a connector', () => {
  it('begins with the usual settings', () => {
    expect(valuesOf('smtp', null)).toMatchObject({ host: '', port: 587, verifyCertificate: true, atLeastOnce: false, password: '' });
  });

  it('begins with a connector’s own settings, and with none of its secrets', () => {
    const values = valuesOf('smtp', { host: 'mail.example.com', port: 25, secure: true, ratePerSecond: null });
    expect(values).toMatchObject({ host: 'mail.example.com', port: 25, secure: true, ratePerSecond: '', password: '' });
  });

  it('keeps secrets apart from settings, and sends only those that were typed', () => {
    const input = inputOf('smtp', { ...valuesOf('smtp', null), host: ' mail.example.com ', from: 'a@b.c', password: 'hush' });
    expect(input.settings).toMatchObject({ host: 'mail.example.com', port: 587, from: 'a@b.c', ratePerSecond: null });
    expect(input.settings).not.toHaveProperty('password');
    expect(input.settings).not.toHaveProperty('replyTo');
    expect(input.secrets).toEqual({ password: 'hush' });
  });

  it('gives back what it was given', () => {
    const settings = { url: 'https://a.b', ratePerSecond: 50, concurrency: 8, timeoutSeconds: 5, allowPrivate: true };
    expect(inputOf('webhook', valuesOf('webhook', settings)).settings).toEqual(settings);
  });

  it('carries along what is set elsewhere', () => {
    const settings = { host: 'h', from: 'a@b.c', dkimDomain: 'b.c', dkimSelector: 'wayfare' };
    expect(inputOf('smtp', valuesOf('smtp', settings)).settings).toMatchObject({ dkimDomain: 'b.c', dkimSelector: 'wayfare' });
    expect(inputOf('smtp', { ...valuesOf('smtp', settings), dkimDomain: '', dkimSelector: '' }).settings).not.toHaveProperty('dkimDomain');
  });

  it('is ready when nothing that is needed is missing', () => {
    expect(isReady('smtp', valuesOf('smtp', null))).toBe(false);
    expect(isReady('smtp', { ...valuesOf('smtp', null), host: 'h', from: 'a@b.c' })).toBe(true);
    expect(isReady('webhook', { ...valuesOf('webhook', null), url: 'https://a.b' })).toBe(true);
  });

  it('names each field once', () => {
    for (const sections of Object.values(SECTIONS)) {
      const names = sections.flatMap(({ fields }) => fields.map(({ name }) => name));
      expect(new Set(names).size).toBe(names.length);
    }
  });
});
