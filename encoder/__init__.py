"""Text to vectors: all-MiniLM-L6-v2 run by ONNX Runtime, the same in both environments."""
