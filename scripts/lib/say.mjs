/** Says how long something took, as people read it: `0.8 s`. */
export const seconds = (since) => `${((performance.now() - since) / 1000).toFixed(1)} s`;

/** One line about what is going on, and one more when it has ended. */
export const timed = async (what, work) => {
  const began = performance.now();
  console.log(`• ${what} …`);
  const result = await work();
  console.log(`  done in ${seconds(began)}`);
  return result;
};
