namespace EncodingLab.Tests.Support;

/// <summary>A fact that needs something which a machine may lack. It is reported as skipped, with the reason, where that is missing.</summary>
public sealed class SharedFactAttribute : FactAttribute
{
    public SharedFactAttribute() => Skip = Repo.Shared is null ? "needs the shared reference files beside the repository (../shared); not there" : null;
}

/// <summary>A fact of Linux: devices, pipes and modes of files.</summary>
public sealed class LinuxFactAttribute : FactAttribute
{
    public LinuxFactAttribute() => Skip = OperatingSystem.IsLinux() ? null : "needs Linux's devices, pipes and modes of files";
}

/// <summary>As <see cref="SharedFactAttribute"/>, for theories.</summary>
public sealed class SharedTheoryAttribute : TheoryAttribute
{
    public SharedTheoryAttribute() => Skip = Repo.Shared is null ? "needs the shared reference files beside the repository (../shared); not there" : null;
}
