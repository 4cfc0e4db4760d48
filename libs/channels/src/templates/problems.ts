import type { TemplatePreview } from '@wayfare/contracts';

export type TemplatePart = 'subject' | 'mjml' | 'html' | 'text';

/** What is wrong with a template, and where. With an error it can't be sent; with a warning it may look other than meant. */
export interface Problem {
  readonly code: string;
  readonly part: TemplatePart;
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly line: number | null;
}

export const isError = ({ severity }: Problem): boolean => severity === 'error';

export const toPreviewProblem = ({ code, message, line }: Problem): TemplatePreview['problems'][number] => ({ code, message, line });
