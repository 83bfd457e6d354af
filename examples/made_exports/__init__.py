"""Made 财决 exports: figures in 元 with fen that round to the printed 万元."""
