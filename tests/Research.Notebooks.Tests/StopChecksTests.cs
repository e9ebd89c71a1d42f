namespace Research.Notebooks.Tests;

/// <summary>What a cell is given so that it can be stopped changes neither what it means nor its line numbers.</summary>
public sealed class StopChecksTests : IDisposable
{
    private const string Look = "global::Research.Notebooks.CellStop.";
    private readonly Session session = new(Path.GetTempPath());
    private readonly RecordingHost host = new();

    private string Compiled => session.Chain.Compilation!.SyntaxTrees.Last().ToString();

    public void Dispose() => session.Dispose();

    [Theory]
    [InlineData("int n = 0; for (int i = 0; i < 5; i++) n += i; n", 10)]
    [InlineData("int n = 0; foreach (var (a, b) in new[] { (1, 2), (3, 4) }) n += a * b; n", 14)]
    [InlineData("int n = 0; do n++; while (n < 7); n", 7)]
    [InlineData("int n = 3; while (n > 0) if (n-- == 2) break; n", 1)]
    [InlineData("int n = 0; again: n++; if (n < 4) goto again; n", 4)]
    [InlineData("int F(int k) => k switch { 0 => 1, _ => k * F(k - 1) }; F(5)", 120)]
    [InlineData("int F(int k)\n    => k + 1; // after\nF(1)", 2)]
    [InlineData("int n = 0; void F() => n++; F(); F(); n", 2)]
    [InlineData("int n = 0; async Task F() => await Task.Run(() => n++); await F(); n", 1)]
    [InlineData("async Task<int> F() => await Task.FromResult(6); await F()", 6)]
    [InlineData("async ValueTask<int> F() => await Task.FromResult(6); await F()", 6)]
    [InlineData("int F() => throw new InvalidOperationException(); try { F(); } catch (InvalidOperationException) { } 1", 1)]
    [InlineData("int[] a = { 1, 2 }; ref int F() => ref a[1]; F() = 9; a[1]", 9)]
    [InlineData("var list = new List<int>(); new[] { 1, 2 }.ToList().ForEach(x => list.Add(x)); list.Count", 2)]
    [InlineData("Func<int, Func<int, int>> add = x => y => x + y; add(2)(3)", 5)]
    [InlineData("Func<Task<int>> f = async () => await Task.FromResult(8); await f()", 8)]
    [InlineData("int n = 0; Func<Task> f = async () => await Task.Run(() => { n = 3; }); await f(); n", 3)]
    [InlineData("await Task.Run(() => 4)", 4)]
    [InlineData("await Task.Run(async () => await Task.FromResult(4))", 4)]
    [InlineData("await Task.Run(() => Task.FromResult(4))", 4)]
    [InlineData("System.Linq.Expressions.Expression<Func<int, bool>> e = x => x > 3; e.Compile()(4) ? 1 : 0", 1)]
    [InlineData("new[] { 1, 2, 3 }.AsQueryable().Where(x => new[] { 2, 3 }.Any(y => y == x)).AsEnumerable().Count(x => x > 0)", 2)]
    [InlineData("Func<int> f = delegate { return 5; }; f()", 5)]
    [InlineData("int F(int k) { int n = 0; for (int i = 0; i < k; i++) { Func<int, int> g = x => { int m = 0; while (m < x) m++; return m; }; n += g(i); } return n; } F(4)", 6)]
    [InlineData("IEnumerable<int> F() { for (int i = 0; ; i++) yield return i; } F().Take(3).Sum()", 3)]
    [InlineData("class P { public int N => 2; public int Twice() => 2 * N; public static P operator +(P a, P b) => a; } new P().Twice()", 4)]
    [InlineData("record R(int A) { public override string ToString() => $\"{A}\"; } new R(5).ToString().Length", 1)]
    [InlineData("Action a = () => throw new Exception(); 1", 1)]
    [InlineData("var f = (int x, int y = 2) => x + y; f(1)", 3)]
    [InlineData("Func<int, object> f = x => x switch { 1 => \"one\", _ => null }; f(1) is string ? 1 : 0", 1)]
    [InlineData("#if NEVER\nnonsense\n#endif\nint n = 0; while (n < 2) // until two\n    n++; // one more\nn", 2)]
    [InlineData("int n = 0; for (; n < 3;) n++; // ends in a remark", null)]
    public async Task A_cell_means_what_it_did(string code, int? value)
    {
        var result = await session.RunAsync(code, "cell 1", host, TestContext.Current.CancellationToken);
        Assert.Null(result.Failure);
        Assert.Equal(value, result.Value);
        Assert.True(Compiled.Contains(Look, StringComparison.Ordinal), Compiled);
    }

    [Theory]
    [InlineData("while (DateTime.Now.Year < 2000) { }")]
    [InlineData("do { } while (DateTime.Now.Year < 2000);")]
    [InlineData("for (int i = 0; i < 1; i++) ;")]
    [InlineData("foreach (int i in new[] { 1 }) Console.Write(i);")]
    [InlineData("if (DateTime.Now.Year < 2000) goto end; end: ;")]
    [InlineData("try { } catch (Exception) { }")]
    [InlineData("int F(int k) => k;")]
    [InlineData("void F() { }")]
    [InlineData("{ int F(int k) => k; }")]
    [InlineData("Func<int, int> f = x => x;")]
    [InlineData("Action f = () => { };")]
    [InlineData("Action f = delegate { };")]
    [InlineData("int a = 1; int b = 2;")]
    public async Task Every_place_that_can_go_on_for_long_looks(string code)
    {
        var result = await session.RunAsync(code, "cell 1", host, TestContext.Current.CancellationToken);
        Assert.Null(result.Failure);
        Assert.Contains(Look, Compiled, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("System.Linq.Expressions.Expression<Func<int, bool>> e = x => x > 3;")]
    [InlineData("new[] { 1, 2, 3 }.AsQueryable().Where(x => new[] { 2, 3 }.Any(y => y == x)).Single(x => x == 3)")]
    [InlineData("(from x in new[] { 1, 2, 3 } where x > 1 select x * x).Sum()")]
    public async Task A_query_that_is_data_is_left_as_it_is(string code)
    {
        var result = await session.RunAsync(code, "cell 1", host, TestContext.Current.CancellationToken);
        Assert.Null(result.Failure);
        Assert.DoesNotContain(Look, Compiled, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("int zero = 0;\nfor (int i = 0; i < 3; i++)\n    // a remark\n    Console.Write(1 / zero);", 4)]
    [InlineData("int zero = 0;\nint F(int n)\n    =>\n    n / zero;\nF(1);", 4)]
    [InlineData("int zero = 0;\nnew[] { 1 }.Select(x =>\n    x / zero).ToList();", 3)]
    [InlineData("int zero = 0;\ntry\n{\n    int.Parse(\"x\");\n}\ncatch\n{\n    Console.Write(1 / zero);\n}", 8)]
    public async Task An_exception_names_the_line_it_always_did(string code, int line)
    {
        var result = await session.RunAsync(code, "cell 1", host, TestContext.Current.CancellationToken);
        Assert.Equal(("DivideByZeroException", line), (result.Failure!.Output.Name, result.Failure.Line));
    }

    [Fact]
    public async Task A_compile_error_shows_the_cell_as_it_was_written()
    {
        var result = await session.RunAsync("for (int i = 0; i < 3; i++) Console.Write(nonsense);", "cell 1", host, TestContext.Current.CancellationToken);
        Assert.Contains("    for (int i = 0; i < 3; i++) Console.Write(nonsense);\n                                              ^", Assert.Single(result.Failure!.Output.Trace), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_loaded_script_looks_too_and_its_errors_are_its_own()
    {
        using var folder = new Folder();
        folder.File("loop.csx", "void Loop()\n{\n    while (true) ; // for ever\n}");
        folder.File("wrong.csx", "int x = 1;\nint y = nonsense;");
        using var own = new Session(folder.Path);
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(3));
        var result = await own.RunAsync("#load \"loop.csx\"\nLoop();", "cell 1", host, stop.Token);
        Assert.Equal(CellStatus.Stopped, result.Status);
        result = await own.RunAsync("#load \"wrong.csx\"", "cell 2", host, TestContext.Current.CancellationToken);
        Assert.StartsWith("wrong.csx, line 2: CS0103", Assert.Single(result.Failure!.Output.Trace), StringComparison.Ordinal);
    }
}
