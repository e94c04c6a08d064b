too-long = Verwenden Sie höchstens { $count } Zeichen.
