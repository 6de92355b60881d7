"""Speech: voices, the engines that speak them, the text that engines are given, and cached takes."""
