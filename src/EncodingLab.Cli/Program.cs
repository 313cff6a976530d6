System.Console.WriteLine("encoding lab");
