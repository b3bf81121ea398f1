/** The two functions of jstat that this package uses; jstat comes without types. */
declare module 'jstat' {
  const jStat: {
    chisquare: { inv(probability: number, dof: number): number };
    normal: { inv(probability: number, mean: number, std: number): number };
  };
  export default jStat;
}
