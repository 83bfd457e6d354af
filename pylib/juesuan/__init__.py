"""juesuan"""
