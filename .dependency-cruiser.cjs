// The check for imports in `npm run check`: no circular import, no import of a file that is not there.
// swc reads the TypeScript files, because TypeScript 7 has no JavaScript API.
module.exports = {
  forbidden: [
    {
      name: "no-circular-imports",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    {
      name: "no-missing-files",
      severity: "error",
      from: {},
      to: {
        couldNotResolve: true,
        path: "^[.]{1,2}/",
        // The build puts these files into pkg/dist, and points the imports there.
        pathNot: "/generated/(inlined-wasm[.]cjs|module[.]wasm([?]module)?)$",
      },
    },
  ],
  options: {
    parser: "swc",
    // Type-only imports count too.
    tsPreCompilationDeps: true,
    doNotFollow: { path: "node_modules" },
    exclude: { path: "(^|/)(node_modules|dist)/" },
  },
};
