// TensorFlow operations of our own, by TensorFlow's C API (tensorflow/c/ops.h, tensorflow/c/kernels.h).
#pragma once

#include <cstdint>
#include <initializer_list>
#include <new>
#include <vector>

#define IS_SLIM_BUILD  // without the headers of distributed TensorFlow, which we do not unpack
#include "tensorflow/c/kernels.h"
#include "tensorflow/c/ops.h"

// One execution of an operation: its inputs, and outputs to fill. What fails is told to TensorFlow at the end.
class Call {
 public:
  Call(const std::vector<int64_t>& numbers, TF_OpKernelContext* context)
      : numbers(numbers), context_(context), status_(TF_NewStatus()) {
    for (int i = 0; i < TF_NumInputs(context); i++) {
      inputs_.push_back(nullptr);
      if (is_ok()) TF_GetInput(context, i, &inputs_.back(), status_);
    }
  }
  Call(const Call&) = delete;
  ~Call() {
    if (!is_ok()) TF_OpKernelContext_Failure(context_, status_);
    for (TF_Tensor* tensor : inputs_) TF_DeleteTensor(tensor);
    for (TF_Tensor* tensor : outputs_) TF_DeleteTensor(tensor);
    TF_DeleteStatus(status_);
  }

  // The attribute `numbers`, which every operation has.
  const std::vector<int64_t>& numbers;

  void lacks_memory() { TF_SetStatus(status_, TF_RESOURCE_EXHAUSTED, "there is no memory for its intermediate results"); }

  bool is_ok() const { return TF_GetCode(status_) == TF_OK; }

  const float* floats(int i) const { return static_cast<const float*>(TF_TensorData(inputs_[i])); }

  const int32_t* integers(int i) const { return static_cast<const int32_t*>(TF_TensorData(inputs_[i])); }

  int outputs() const { return TF_NumOutputs(context_); }

  int64_t size(int i) const { return TF_TensorElementCount(inputs_[i]); }

  std::vector<int64_t> shape(int i) const {
    std::vector<int64_t> sizes;
    for (int axis = 0; axis < TF_NumDims(inputs_[i]); axis++) sizes.push_back(TF_Dim(inputs_[i], axis));
    return sizes;
  }

  // Memory of output i; null when there is none to be had.
  float* output(int i, const std::vector<int64_t>& shape) {
    size_t bytes = sizeof(float);
    for (int64_t size : shape) bytes *= size;
    outputs_.push_back(
        TF_AllocateOutput(context_, i, TF_FLOAT, shape.data(), static_cast<int>(shape.size()), bytes, status_));
    return is_ok() ? static_cast<float*>(TF_TensorData(outputs_.back())) : nullptr;
  }

 private:
  TF_OpKernelContext* context_;
  TF_Status* status_;
  std::vector<TF_Tensor*> inputs_, outputs_;
};

using Names = std::initializer_list<const char*>;
using KernelFunction = void (*)(void*, TF_OpKernelContext*);

// Throws std::runtime_error, with TensorFlow's words, where TensorFlow does not take it.
void register_kernel(const char* name, Names inputs, Names outputs, KernelFunction function);

// A name alone is a tensor of float32; "name: N * float" is a list of them, as many as all others of the operation.
template <void (*compute)(Call&)>
void register_operation(const char* name, Names inputs, Names outputs) {
  register_kernel(name, inputs, outputs, [](void* numbers, TF_OpKernelContext* context) {
    Call call(*static_cast<std::vector<int64_t>*>(numbers), context);
    try {
      compute(call);
    } catch (const std::bad_alloc&) {
      call.lacks_memory();
    }
  });
}
