/** Names that Python binds by itself, so reading them is no mistake. */
const BUILTINS = new Set(
  `abs aiter all anext any ascii bin bool breakpoint bytearray bytes callable chr classmethod compile complex copyright credits delattr dict dir divmod
  enumerate eval exec exit filter float format frozenset getattr globals hasattr hash help hex id input int isinstance issubclass iter len license list
  locals map max memoryview min next object oct open ord pow print property quit range repr reversed round set setattr slice sorted staticmethod str sum
  super tuple type vars zip NotImplemented Ellipsis __file__ __name__ __doc__ __package__ __spec__ __loader__ __builtins__ __debug__ __qualname__ __module__
  __annotations__ __dict__ __import__ __build_class__ self cls`.split(/\s+/),
);

/** Exceptions end in these; a module that names a field like one is not expected. */
export const isBuiltin = (name: string): boolean => BUILTINS.has(name) || /(?:Error|Exception|Warning|Interrupt|Exit|Iteration)$/.test(name);
