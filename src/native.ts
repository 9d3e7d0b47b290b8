// What the page may have replaced, as the engine made it.

/** The engine's own Promise, which async functions return whatever stands in the global one's place, now or later. */
export const NativePromise = /* @__PURE__ */ engineOf();

/** What a `fetch` of the caller's gets. MooTools has a class of the same name. */
export const NativeRequest = globalThis.Request;

function engineOf(): PromiseConstructor {
  const nothing = async () => {
    // It is what an async function returns that counts.
  };
  return nothing().constructor as PromiseConstructor;
}
