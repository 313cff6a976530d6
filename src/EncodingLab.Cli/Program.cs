using EncodingLab.Cli;

return CommandRunner.Run(VerbList.For(args), args);
