import type { Problem } from './problems.js';
import { type Shielded, shieldLiquid } from './shield.js';

const dropped = (shield: Shielded, html: string): Problem[] =>
  shield.lost(html).map(({ liquid, line }) => ({
    code: 'liquid_between_elements',
    part: 'mjml',
    severity: 'error',
    line,
    message: `${liquid} stands where MJML keeps no text. Put it inside a text, or in <mj-raw>.`,
  }));

/**
 * Compiles MJML to HTML with its Liquid kept. No files are read and no fonts fetched from others' servers. What MJML can draw all the same
 * (an unknown attribute) is a warning.
 */
export const compileMjml = async (source: string): Promise<{ html: string | null; problems: Problem[] }> => {
  const shield = shieldLiquid(source);
  try {
    // Loaded when first needed: a worker that finds its templates in HTML starts without it.
    const { default: mjml2html } = await import('mjml');
    const { html, errors } = await mjml2html(shield.text, { validationLevel: 'soft', ignoreIncludes: true, keepComments: true, fonts: {} });
    const problems = errors.map(
      ({ line, message, tagName }): Problem => ({
        code: 'mjml_invalid',
        part: 'mjml',
        severity: 'warning',
        line: line > 0 ? line : null,
        message: `${tagName}: ${shield.restore(message)}`,
      }),
    );
    return { html: shield.restore(html), problems: [...problems, ...dropped(shield, html)] };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { html: null, problems: [{ code: 'mjml_unreadable', part: 'mjml', severity: 'error', line: null, message }] };
  }
};
