"""Install juesuan for the current user of Windows, Excel included, with no administrator's rights."""
