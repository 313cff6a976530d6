using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using EncodingLab.Encodings;

namespace EncodingLab.Measuring;

/// <summary>How much code a reader is: what somebody pays who must review it, and ship it.</summary>
/// <param name="IlBytes">IL of the reader's methods, of the types it is specialised by, and of all they call within this library, each method once.</param>
/// <param name="SourceLines">Lines of source with code on them, by the symbol file; null where that is absent.</param>
public sealed record ReaderCode(int IlBytes, int? SourceLines)
{
    private static readonly Assembly s_library = typeof(TableEncoding).Assembly;

    /// <summary>Counts the code of reader types together.</summary>
    public static ReaderCode Of(IEnumerable<Type> readers)
    {
        var methods = new HashSet<int>();
        var waiting = new Queue<MethodBase>(readers.SelectMany(WithArguments).SelectMany(Methods));
        while (waiting.TryDequeue(out MethodBase? method))
        {
            if (methods.Add(method.MetadataToken))
            {
                foreach (MethodBase callee in Callees(method))
                {
                    waiting.Enqueue(callee);
                }
            }
        }

        int bytes = methods.Sum(token => s_library.ManifestModule.ResolveMethod(token)?.GetMethodBody()?.GetILAsByteArray()?.Length ?? 0);
        return new(bytes, Lines(methods));
    }

    /// <summary>A type and the library's types among its arguments: what a reader calls through a constraint names no method of theirs.</summary>
    private static IEnumerable<Type> WithArguments(Type type) =>
        type.GetGenericArguments().Where(argument => argument.Assembly == s_library).SelectMany(WithArguments).Prepend(type);

    private static IEnumerable<MethodBase> Methods(Type type)
    {
        Type definition = type.IsGenericType ? type.GetGenericTypeDefinition() : type;
        const BindingFlags All = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        return definition.GetMethods(All).Cast<MethodBase>().Concat(definition.GetConstructors(All));
    }

    /// <summary>The methods of this library that a method calls: every call, newobj, ldftn and jmp token of its IL.</summary>
    private static IEnumerable<MethodBase> Callees(MethodBase method)
    {
        byte[]? il = method.GetMethodBody()?.GetILAsByteArray();
        foreach (int token in il is null ? [] : IlTokens.Calls(il))
        {
            MethodBase? callee = Resolve(method, token);
            if (callee is not null && callee.Module.Assembly == s_library && callee.MetadataToken != method.MetadataToken && callee.GetMethodBody() is not null)
            {
                yield return callee;
            }
        }
    }

    private static MethodBase? Resolve(MethodBase caller, int token)
    {
        Type[] typeArguments = caller.DeclaringType is { IsGenericType: true } type ? type.GetGenericArguments() : [];
        Type[] methodArguments = caller.IsGenericMethod ? caller.GetGenericArguments() : [];
        MethodBase? callee = caller.Module.ResolveMethod(token, typeArguments, methodArguments);
        return callee is MethodInfo { IsGenericMethod: true } generic ? generic.GetGenericMethodDefinition() : callee;
    }

    private static int? Lines(IEnumerable<int> methods)
    {
        string symbols = Path.ChangeExtension(s_library.Location, ".pdb");
        if (!File.Exists(symbols))
        {
            return null;
        }

        using FileStream stream = File.OpenRead(symbols);
        using var provider = MetadataReaderProvider.FromPortablePdbStream(stream);
        MetadataReader reader = provider.GetMetadataReader();
        return methods
            .SelectMany(token => reader.GetMethodDebugInformation(MetadataTokens.MethodDefinitionHandle(token & 0xffffff)).GetSequencePoints())
            .Where(point => !point.IsHidden)
            .SelectMany(point => Enumerable.Range(point.StartLine, point.EndLine - point.StartLine + 1).Select(line => (point.Document, line)))
            .Distinct()
            .Count();
    }
}
