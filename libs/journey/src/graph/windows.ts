/** For how long a response and a conversion count, where a journey does not say otherwise. */
export const RESPONSE_WINDOW = 'P1D';
export const GOAL_WINDOW = 'P7D';
