// The engine's own builtins, which the page may have replaced.

/** The engine's Promise. Async functions return it even if the page replaces the global one. */
export const NativePromise = /* @__PURE__ */ engineOf();

/** The engine's Request. MooTools replaces the global one. */
export const NativeRequest = globalThis.Request;

function engineOf(): PromiseConstructor {
  const nothing = async () => {
    // Only its promise matters.
  };
  return nothing().constructor as PromiseConstructor;
}
