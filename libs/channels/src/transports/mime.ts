import { encode as encodeBase64, wrap as wrapBase64 } from 'nodemailer/lib/base64';
import { encodeWord } from 'nodemailer/lib/mime-funcs';
import { encode as encodeQuoted, wrap as wrapQuoted } from 'nodemailer/lib/qp';

const LINE = 76;
/** A header that is longer than a line, and has no blank to be folded at, must not stay as it is. */
const LONGEST_PLAIN = 500;
const ENCODED_WORD = 52;
const PLAIN = /^[\x20-\x7e]*$/;

/** A header's text: as it is where it is plain, else in encoded words (RFC 2047), one on each line. */
export const headerText = (text: string): string => {
  if (PLAIN.test(text) && !text.includes('=?') && text.length <= LONGEST_PLAIN) return text;
  return encodeWord(text, 'B', ENCODED_WORD).replaceAll(' ', '\r\n ');
};

/**
 * Quoted-printable for what is mostly Latin, base64 for the rest: whichever is shorter. A Chinese character takes nine letters in the one and four in
 * the other; text that is Latin alone is never put in base64, which spam filters distrust.
 */
const isMostlyLatin = (text: string): boolean => (Buffer.byteLength(text) - text.length) / 2 < text.length * 0.06;

/** One text part, with its own headers. */
const part = (type: string, text: string): string => {
  const whole = text.replace(/\r\n|\r|\n/g, '\r\n');
  const [encoding, body] = isMostlyLatin(text)
    ? ['quoted-printable', wrapQuoted(encodeQuoted(whole), LINE)]
    : ['base64', wrapBase64(encodeBase64(whole), LINE)];
  return `Content-Type: ${type}; charset=utf-8\r\nContent-Transfer-Encoding: ${encoding}\r\n\r\n${body}\r\n`;
};

/** `=_` occurs in neither encoding, so that no content can hold the boundary (RFC 2045, 6.7). */
const BOUNDARY = '=_wayfare';

/** The body of a mail and the headers that describe it: the richest alternative stands last (RFC 2046, 5.1.4). */
export const mimeBody = ({ html, text }: { readonly html: string | null; readonly text: string | null }): string => {
  const parts = [...(text === null ? [] : [part('text/plain', text)]), ...(html === null ? [] : [part('text/html', html)])];
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) return `MIME-Version: 1.0\r\n${only}`;
  const inner = parts.map((one) => `--${BOUNDARY}\r\n${one}`).join('');
  return `MIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary="${BOUNDARY}"\r\n\r\n${inner}--${BOUNDARY}--\r\n`;
};
