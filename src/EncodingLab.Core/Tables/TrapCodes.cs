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

    private const int FirstWithUncaughtException = 47;

    /// <summary>Whether a Wasmtime version's published reader knows a code; one that it does not know it answers as no trap.</summary>
    /// <param name="major">Its major version.</param>
    /// <param name="code">The code.</param>
    public static bool IsKnownTo(int major, uint code) => code is 254 or 255 || code < s_names.Length - (major < FirstWithUncaughtException ? 1 : 0);

    /// <summary>The name of a code, or <c>code N</c> for one not known here.</summary>
    public static string Name(uint code) => code switch
    {
        254 => "GcHeapCorrupt",
        255 => "InternalAssert",
        _ when code < s_names.Length => s_names[code],
        _ => $"code {code}",
    };
}
