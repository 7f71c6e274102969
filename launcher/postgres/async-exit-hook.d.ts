/** The two functions we need of a package that brings no types. */
declare module 'async-exit-hook' {
  const exitHook: {
    hookedEvents: () => string[];
    unhookEvent: (event: string) => void;
  };
  export default exitHook;
}
