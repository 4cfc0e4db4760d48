declare module 'jstat' {
  interface Distributions {
    readonly chisquare: { cdf(x: number, degreesOfFreedom: number): number };
  }
  const jstat: Distributions & { readonly jStat: Distributions };

  export = jstat;
}
