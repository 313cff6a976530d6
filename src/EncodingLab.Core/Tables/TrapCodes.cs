namespace EncodingLab.Tables;

/// <summary>Names of Wasmtime's trap codes. An unknown code is data to carry, not an error.</summary>
/// <remarks>Source: wasmtime v47.0.2, crates/environ/src/trap_encoding.rs; 46 and 48 agree but for 49, which is of 47 and later.</remarks>
public static class TrapCodes
{
    private static readonly string[] s_names =
    [
        "StackOverflow", "MemoryOutOfBounds", "HeapMisaligned", "TableOutOfBounds", "IndirectCallToNull", "BadSignature", "IntegerOverflow",
        "IntegerDivisionByZero", "BadConversionToInteger", "UnreachableCodeReached", "Interrupt", "OutOfFuel", "AtomicWaitNonSharedMemory",
        "NullReference", "ArrayOutOfBounds", "AllocationTooLarge", "CastFailure", "CannotEnterComponent", "NoAsyncResult", "UnhandledTag",
        "ContinuationAlreadyConsumed", "DisabledOpcode", "AsyncDeadlock", "CannotLeaveComponent", "CannotBlockSyncTask", "InvalidChar",
        "DebugAssertStringEncodingFinished", "DebugAssertEqualCodeUnits", "DebugAssertPointerAligned", "DebugAssertUpperBitsUnset",
        "StringOutOfBounds", "ListOutOfBounds", "InvalidDiscriminant", "UnalignedPointer", "TaskCancelNotCancelled", "TaskCancelOrReturnTwice",
        "SubtaskCancelAfterTerminal", "TaskReturnInvalid", "WaitableSetDropHasWaiters", "SubtaskDropNotResolved", "ThreadNewIndirectInvalidType",
        "ThreadNewIndirectUninitialized", "BackpressureOverflow", "UnsupportedCallbackCode", "CannotResumeThread", "ConcurrentFutureStreamOp",
        "ReferenceCountOverflow", "StreamOpTooBig", "WaitableSyncAndAsync", "UncaughtException",
    ];

    /// <summary>The name of a code, or <c>code N</c> for one not known here.</summary>
    public static string Name(uint code) => code switch
    {
        254 => "GcHeapCorrupt",
        255 => "InternalAssert",
        _ when code < s_names.Length => s_names[code],
        _ => $"code {code}",
    };
}
