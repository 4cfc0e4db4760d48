import { z } from 'zod';

/** Texts of a draft: of the right type, but perhaps still empty. What they must say before a launch, `validate` knows. */
export const draftText = z.string().max(200);
export const draftDuration = z.string().max(100);
export const nodeName = z.string().max(200).default('');
/** Ids that the canvas makes: nodes, edges, paths, arms. */
export const drawnId = z.string().min(1).max(200);
