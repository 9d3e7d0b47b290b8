// Vite's stand-in for modulepreload in old browsers is no part of the package.
export default { build: { modulePreload: false } };
