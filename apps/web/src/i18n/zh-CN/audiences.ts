export const audiences = {};
