/**
 * What our own pages may load: nothing from elsewhere but pictures and fonts, which previews of e-mails show (a preview stands in a sandboxed
 * `srcdoc` frame and inherits these rules; its scripts don't run). Mantine and React Flow set styles in place.
 */
export const contentSecurity = (): Record<string, string[]> => ({
  'default-src': ["'self'"],
  'base-uri': ["'self'"],
  'connect-src': ["'self'"],
  'font-src': ["'self'", 'data:', 'https:'],
  'form-action': ["'self'"],
  'frame-ancestors': ["'self'"],
  'frame-src': ["'self'", 'blob:', 'data:'],
  'img-src': ["'self'", 'data:', 'blob:', 'https:', 'http:'],
  'object-src': ["'none'"],
  'script-src': ["'self'"],
  'style-src': ["'self'", "'unsafe-inline'", 'https:'],
  'worker-src': ["'self'", 'blob:'],
});
