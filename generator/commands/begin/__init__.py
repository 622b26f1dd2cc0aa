"""Commands that begin an office's site and explain its files: `init`, `facts` and `upgrade`."""
